/*
 * The toolbar's signs, drawn on a grid of 20: strokes of the ink's colour, or letters in the magazine's own hand.
 */
const strokes = {
  quotation: 'M4 4v12 M8 6h9 M8 10h9 M8 14h6',
  pullQuote: 'M3 4h14 M3 16h14 M5 8.5h10 M5 12h7',
  bulletList: 'M3.5 5h.01 M3.5 10h.01 M3.5 15h.01 M7 5h10 M7 10h10 M7 15h10',
  codeBlock: 'M7 6l-4 4 4 4 M13 6l4 4-4 4 M11.5 4l-3 12',
  rule: 'M3 10h14',
  table: 'M3 4h14v12H3z M3 8h14 M3 12h14 M8 4v12 M13 4v12',
  picture: 'M3 4h14v12H3z M3 13l4-4 4 4 2-2 4 4 M13 7.5h.01',
  embed: 'M3 4h14v12H3z M8.5 7.5v5l4-2.5z',
  link: 'M8.5 11.5l3-3 M9.5 6.5l1.6-1.6a2.9 2.9 0 0 1 4 4L13.5 10.5 M10.5 13.500l-1.6 1.600a2.9 2.9 0 0 1-4-4L6.5 9.5',
  undo: 'M7 4L3 8l4 4 M3 8h9a4.5 4.5 0 0 1 0 9H9',
  redo: 'M13 4l4 4-4 4 M17 8H8a4.5 4.5 0 0 0 0 9h3',
  rowAbove: 'M3 10h14v6H3z M10 2v5 M7.5 4.500h5',
  rowBelow: 'M3 4h14v6H3z M10 13v5 M7.5 15.500h5',
  columnBefore: 'M10 3h6v14h-6z M2 10h5 M4.5 7.500v5',
  columnAfter: 'M4 3h6v14H4z M13 10h5 M15.5 7.500v5',
  deleteRow: 'M3 4h14v6H3z M8 13l4 4 M12 13l-4 4',
  deleteColumn: 'M4 3h6v14H4z M13.5 8l4 4 M17.5 8l-4 4',
  headRow: 'M3 4h14v12H3z M3 8h14 M3 5.300h14 M3 6.600h14',
  headColumn: 'M3 4h14v12H3z M8 4v12 M4.6 4v12 M6.3 4v12',
  mergeCells: 'M3 4h14v12H3z M10 4v3 M10 13v3 M5.5 10h9 M7.5 8l-2 2 2 2 M12.5 8l2 2-2 2',
  deleteTable: 'M3 4h14v12H3z M7 7l6 6 M13 7l-6 6',
  previewEnd: 'M3 10h3 M8.5 10h3 M14 10h3 M5 4h10 M5 16h10',
  remark: 'M3 4h14v10H9l-4 3v-3H3z',
} as const

const letters = {
  bold: ['B', ''],
  italic: ['I', ''],
  strike: ['S', ''],
  code: ['‹›', ''],
  superscript: ['x', '2'],
  subscript: ['x', '2'],
  heading: ['H', ''],
  subheading: ['H', ''],
  smallHeading: ['H', ''],
  orderedList: ['1.', ''],
  footnote: ['a', '1'],
} as const

export type IconName = keyof typeof strokes | keyof typeof letters

export function Icon({ name }: { name: IconName }) {
  if (isStroke(name))
    return (
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="editor-icon">
        <path d={strokes[name]} />
      </svg>
    )
  const [letter, small] = letters[name]
  // Written by style sheet: a button is called by its label alone.
  return <span aria-hidden="true" className="editor-letter" data-icon={name} data-letter={letter} data-small={small} />
}

function isStroke(name: IconName): name is keyof typeof strokes {
  return name in strokes
}
