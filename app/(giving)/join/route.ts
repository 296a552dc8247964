import { permanentRedirect } from 'next/navigation'

export function GET(request: Request): never {
  permanentRedirect(`/donate${new URL(request.url).search}`)
}
