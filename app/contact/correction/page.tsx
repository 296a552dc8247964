import { ContactPage, contactMetadata, type ContactPageProps } from '../_case/contact-page.tsx'

export const instant = false
export const metadata = contactMetadata('correction')

export default function CorrectionPage({ searchParams }: ContactPageProps) {
  return <ContactPage kind="correction" searchParams={searchParams} />
}
