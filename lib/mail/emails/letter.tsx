import type { ReactNode } from 'react'
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Text } from 'react-email'
import { styles, styleSheet } from './look.ts'

interface LetterProps {
  /** The name of the magazine, at the top and as the sender's voice. */
  magazine: string
  /** What lists of mails show after the subject. */
  preview: string
  title: string
  children: ReactNode
  /** Set small at the end: why this mail came. */
  footer: ReactNode
}

/** A letter of the magazine: one column, no pictures, so that nothing is missing where pictures are off. */
export function Letter({ magazine, preview, title, children, footer }: LetterProps) {
  return (
    <Html lang="en-GB">
      <Head>
        <title>{title}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{styleSheet}</style>
      </Head>
      <Preview useTitleTag={false}>{preview}</Preview>
      <Body className="m-page" lang="en-GB" style={styles.page}>
        <Container style={styles.column}>
          <Text className="m-ink m-masthead" style={styles.masthead}>
            {magazine}
          </Text>
          <Heading as="h1" className="m-ink" style={styles.title}>
            {title}
          </Heading>
          {children}
          <Hr className="m-rule" style={styles.rule} />
          <Text className="m-soft" style={styles.small}>
            {footer}
          </Text>
        </Container>
      </Body>
    </Html>
  )
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="m-ink" style={styles.paragraph}>
      {children}
    </Text>
  )
}

/** What somebody wrote, as they wrote it: blank lines part paragraphs, line ends stay. */
export function Quotation({ text }: { text: string }) {
  return (
    <blockquote className="m-rule" style={styles.quotation}>
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <Text key={index} className="m-soft" style={styles.quoted}>
          {paragraph.split('\n').map((line, at) => (
            <span key={at}>
              {at > 0 && <br />}
              {line}
            </span>
          ))}
        </Text>
      ))}
    </blockquote>
  )
}

/** The one thing the letter asks for. */
export function Action({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Text style={styles.buttonRow}>
      <Button className="m-button" href={href} style={styles.button}>
        {children}
      </Button>
    </Text>
  )
}

/** Figures to be read off and typed elsewhere; long ones smaller, so that they stay on one line. */
export function Code({ children, long = false }: { children: ReactNode; long?: boolean }) {
  return (
    <Text className="m-code" style={long ? { ...styles.code, fontSize: '22px', letterSpacing: '0.04em' } : styles.code}>
      {children}
    </Text>
  )
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link className="m-link" href={href} style={styles.link}>
      {children}
    </Link>
  )
}
