import { path } from './forms.ts'
import { drawing } from './kit.ts'

/** An author's portrait, whole. */
export function portrait(ground: string, shapes: string[]): string {
  return drawing(600, 600, ground, shapes)
}

/** A head and neck that look to the right. */
export function profile(skin: string): string {
  return path(
    'M298 86C378 84 418 132 420 200C420 214 418 220 424 232L450 276Q458 292 438 296L428 298Q424 308 432 314Q442 322 432 334L422 338L434 346Q440 358 426 366Q420 374 424 386C426 410 404 424 366 420Q348 420 350 442L376 520H222V404C186 368 168 316 170 238C172 146 222 88 298 86Z',
    skin,
  )
}

/** A head, ears and neck that look at us. */
export function face(skin: string): string {
  return path(
    'M300 118C368 118 400 168 398 240Q418 236 416 262Q412 292 392 292C384 338 366 366 346 380V500H254V380C234 366 216 338 208 292Q188 292 184 262Q182 236 202 240C200 168 232 118 300 118Z',
    skin,
  )
}

export function shoulders(cloth: string): string {
  return path('M26 610C34 520 84 484 160 464L236 440Q300 500 364 440L440 464C516 484 566 520 574 610Z', cloth)
}
