import { ContactPage, contactMetadata, type ContactPageProps } from '../_case/contact-page.tsx'

export const instant = false
export const metadata = contactMetadata('right_of_reply')

export default function RightOfReplyPage({ searchParams }: ContactPageProps) {
  return <ContactPage kind="right_of_reply" searchParams={searchParams} />
}
