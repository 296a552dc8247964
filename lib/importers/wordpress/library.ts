import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, parse, resolve, sep } from 'node:path'
import { plainText } from './content.ts'
import type { WordPressItem } from './parse.ts'

export interface Attachment {
  id: string
  url: string
  /** The post it was uploaded to. */
  parentId: string
  order: number
  alt: string
  caption: string
  credit: string
}

/** @returns what an export says of an uploaded file */
export function toAttachment(item: WordPressItem): Attachment {
  return {
    id: item.id,
    url: item.attachmentUrl === '' ? item.guid : item.attachmentUrl,
    parentId: item.parentId,
    order: item.order,
    alt: plainText(item.meta.get('_wp_attachment_image_alt') ?? ''),
    caption: plainText(item.excerpt),
    credit: plainText(item.meta.get('_media_credit') ?? ''),
  }
}

/** The uploads of the old site: what the export says of them, and their files. */
export class MediaLibrary {
  readonly #byId = new Map<string, Attachment>()
  readonly #byPath = new Map<string, Attachment>()
  readonly #folder: string | undefined

  /** @param folder the copy of wp-content/uploads; without it there are no files */
  constructor(attachments: Attachment[], folder: string | undefined) {
    for (const attachment of attachments) {
      this.#byId.set(attachment.id, attachment)
      const path = pathOf(attachment.url)
      if (path !== undefined) this.#byPath.set(path, attachment)
    }
    this.#folder = folder === undefined ? undefined : uploadsIn(resolve(folder))
  }

  /** Whether there are files at all: then one that is missing may still be put there. */
  get hasFiles(): boolean {
    return this.#folder !== undefined
  }

  byId(id: string): Attachment | undefined {
    return this.#byId.get(id)
  }

  /** In the order of the gallery. */
  ofPost(postId: string): Attachment[] {
    const isPicture = ({ url }: Attachment) => /\.(?:jpe?g|png|gif|webp|avif)$/i.test(url)
    return [...this.#byId.values()]
      .filter((one) => one.parentId === postId && isPicture(one))
      .toSorted((one, other) => one.order - other.order || Number(one.id) - Number(other.id))
  }

  /** What the export says of the picture at an address, in whichever of its sizes. */
  byUrl(url: string): Attachment | undefined {
    const path = pathOf(url)
    return path === undefined ? undefined : (this.#byPath.get(path) ?? this.#byPath.get(withoutSize(path)))
  }

  /** @returns the file of the picture at an address, the largest there is of it; undefined when there is none */
  async fileOf(url: string): Promise<string | undefined> {
    const path = pathOf(url)
    const folder = this.#folder
    if (folder === undefined || path === undefined) return undefined
    const whole = withoutSize(path)
    // Since 5.3 WordPress shows a copy of what is very large, and keeps the original beside it.
    const original = whole.replace(/-scaled(?=\.\w+$)/, '')
    const scaled = original.replace(/(?=\.\w+$)/, '-scaled')
    for (const candidate of new Set([original, whole, scaled, path])) {
      const file = within(folder, candidate)
      if (file !== undefined && (await stat(file).catch(() => null))?.isFile()) return file
    }
    const file = within(folder, original)
    return file === undefined ? undefined : largestCopy(file)
  }
}

/** The copy may be of the folder itself, of wp-content, or of all of WordPress. */
function uploadsIn(folder: string): string {
  const inside = [join(folder, 'wp-content', 'uploads'), join(folder, 'uploads')]
  return inside.find((candidate) => existsSync(candidate)) ?? folder
}

function within(folder: string, path: string): string | undefined {
  const file = join(folder, path)
  return file.startsWith(folder + sep) && !file.includes('\0') ? file : undefined
}

/** Where the original is gone, the largest of its smaller copies. */
async function largestCopy(original: string): Promise<string | undefined> {
  const { dir, name, ext } = parse(original)
  const sizes = (await readdir(dir).catch(() => [])).flatMap((copy) => {
    if (!copy.startsWith(`${name}-`) || !copy.endsWith(ext)) return []
    const size = /^-(\d{1,5})x(\d{1,5})$/.exec(copy.slice(name.length, -ext.length))
    return size === null ? [] : [{ copy, pixels: Number(size[1]) * Number(size[2]) }]
  })
  const largest = sizes.toSorted((one, other) => other.pixels - one.pixels)[0]
  return largest === undefined ? undefined : join(dir, largest.copy)
}

/** What stands after /uploads/ (or /files/, in networks of sites of old), or, on wordpress.com, after the host. */
function pathOf(url: string): string | undefined {
  if (!URL.canParse(url, 'https://any.invalid')) return undefined
  const { pathname } = new URL(url, 'https://any.invalid')
  const path = pathname.split(/\/uploads\/|^\/files\//).at(-1) ?? pathname
  try {
    return decodeURIComponent(path).replace(/^\/+/, '')
  } catch {
    return undefined
  }
}

/** WordPress keeps smaller copies beside an upload, with their size in the name: eel-300x200.jpg beside eel.jpg. */
function withoutSize(path: string): string {
  return path.replace(/-\d{1,5}x\d{1,5}(?=\.\w+$)/, '')
}
