import { fileOf } from '../file.ts'

interface Props {
  params: Promise<{ token: string }>
}

/** The text without any marks. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { token } = await params
  return fileOf(token, { ending: 'txt', mediaType: 'text/plain', content: ({ plain }) => plain })
}
