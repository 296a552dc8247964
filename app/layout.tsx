import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { franklin, newsreader } from './_ui/fonts.ts'
import './globals.css'

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf8f2' },
    { media: '(prefers-color-scheme: dark)', color: '#181512' },
  ],
}

export const metadata: Metadata = {
  title: 'A reader-funded magazine',
  formatDetection: { telephone: false, address: false, email: false },
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB" className={`${newsreader.variable} ${franklin.variable}`}>
      <body>{children}</body>
    </html>
  )
}
