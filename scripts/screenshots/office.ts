import { follow, type Shot } from './shot.ts'

/** Books, members and what administrators look after, in the order of the handbook. */
export const officeShots: readonly Shot[] = [
  {
    name: 'desk-campaign',
    path: '/desk/books/campaigns',
    as: 'editor',
    height: 1000,
    prepare: (page) => follow(page, 'The Patience of Mud'),
  },
  { name: 'desk-books', path: '/desk/books', as: 'fulfilment', height: 700 },
  { name: 'desk-packing', path: '/desk/books/pack', as: 'fulfilment', height: 480 },
  { name: 'desk-members', path: '/desk/members', as: 'administrator' },
  {
    name: 'desk-member',
    path: '/desk/members?q=grace@saltmarsh.example',
    as: 'administrator',
    height: 900,
    prepare: (page) => follow(page, 'Greta Lindqvist-Moss'),
  },
  { name: 'desk-figures', path: '/desk/figures', as: 'administrator' },
  { name: 'desk-people', path: '/desk/people', as: 'administrator', height: 660 },
  {
    name: 'desk-roles',
    path: '/desk/people',
    as: 'administrator',
    height: 800,
    prepare: (page) => follow(page, 'Edwina Strand'),
  },
  { name: 'desk-settings', path: '/desk/settings', as: 'administrator', height: 700 },
  { name: 'desk-audit', path: '/desk/audit', as: 'administrator', height: 760 },
]
