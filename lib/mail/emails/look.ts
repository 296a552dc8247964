/** The magazine's colours, as in app/globals.css; mail programs know no CSS variables. */
const light = {
  paper: '#fbf8f2',
  panel: '#f3ede2',
  ink: '#1d1a16',
  soft: '#564e44',
  rule: '#d8cfc0',
  accent: '#8a1c1c',
  onAccent: '#fffaf3',
}
const dark = {
  paper: '#181512',
  panel: '#221e19',
  ink: '#ece4d8',
  soft: '#b9ae9f',
  rule: '#3b342c',
  strong: '#a39786',
  accent: '#f0a193',
  onAccent: '#241310',
}

const serif = "Newsreader, Georgia, 'Times New Roman', serif"
const plain = "'Libre Franklin', 'Helvetica Neue', Arial, sans-serif"

export const styles = {
  page: { backgroundColor: light.paper, margin: 0, padding: '24px 12px', color: light.ink, fontFamily: serif },
  column: { maxWidth: '560px', margin: '0 auto' },
  masthead: {
    margin: 0,
    padding: '0 0 12px',
    fontFamily: serif,
    fontSize: '22px',
    fontWeight: 600,
    color: light.ink,
    borderBottom: `1px solid ${light.ink}`,
  },
  title: {
    margin: '28px 0 12px',
    fontFamily: serif,
    fontSize: '28px',
    lineHeight: '1.2',
    fontWeight: 600,
    color: light.ink,
  },
  paragraph: { margin: '0 0 16px', fontFamily: serif, fontSize: '18px', lineHeight: '1.55', color: light.ink },
  quotation: { margin: '0 0 16px', padding: '2px 0 2px 16px', borderLeft: `3px solid ${light.rule}` },
  quoted: { margin: '0 0 8px', fontFamily: serif, fontSize: '17px', lineHeight: '1.5', color: light.soft },
  button: {
    display: 'inline-block',
    padding: '14px 22px',
    fontFamily: plain,
    fontSize: '16px',
    fontWeight: 600,
    color: light.onAccent,
    backgroundColor: light.accent,
    textDecoration: 'none',
  },
  buttonRow: { margin: '8px 0 24px' },
  code: {
    margin: '4px 0 20px',
    padding: '14px 16px',
    fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
    fontSize: '34px',
    lineHeight: '1.2',
    letterSpacing: '0.18em',
    color: light.ink,
    backgroundColor: light.panel,
  },
  rule: { margin: '24px 0 12px', border: 'none', borderTop: `1px solid ${light.rule}` },
  small: { margin: '0 0 8px', fontFamily: plain, fontSize: '14px', lineHeight: '1.5', color: light.soft },
  link: { color: light.accent, textDecoration: 'underline' },
} as const

/**
 * For mail programs that honour it; the rest show the light letter. `!important` because the styles above are inline;
 * table cells too, because react-email paints the page on one of them.
 */
export const styleSheet = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .m-page, .m-page table, .m-page td { background-color: ${dark.paper} !important; color: ${dark.ink} !important; }
    .m-ink { color: ${dark.ink} !important; }
    .m-soft { color: ${dark.soft} !important; }
    .m-link { color: ${dark.accent} !important; }
    .m-rule { border-color: ${dark.rule} !important; }
    .m-masthead { border-color: ${dark.strong} !important; }
    .m-button { color: ${dark.onAccent} !important; background-color: ${dark.accent} !important; }
    .m-code { color: ${dark.ink} !important; background-color: ${dark.panel} !important; }
  }
`
