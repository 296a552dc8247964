import { ContactPage, contactMetadata, type ContactPageProps } from '../_case/contact-page.tsx'

export const instant = false
export const metadata = contactMetadata('republishing')

export default function RepublishingPage({ searchParams }: ContactPageProps) {
  return <ContactPage kind="republishing" searchParams={searchParams} />
}
