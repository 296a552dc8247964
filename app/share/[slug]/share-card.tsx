/** Drawn by Satori, which knows flexbox and inline styles only. The colours are those of the light page. */
export function ShareCard({
  magazine,
  headline,
  byline,
  topic,
}: {
  magazine: string
  headline: string
  byline: string
  topic: string
}) {
  const fontSize = headline.length > 110 ? 54 : headline.length > 70 ? 66 : 82
  return (
    <div
      style={{
        width: '100%',
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        padding: '56px 72px',
        background: '#fbf8f2',
        color: '#1d1a16',
        fontFamily: 'Newsreader',
      }}
    >
      <div
        style={{
          display: 'flex',
          justifyContent: 'space-between',
          borderBottom: '2px solid #1d1a16',
          paddingBottom: 18,
          fontSize: 40,
          fontWeight: 600,
          letterSpacing: '-0.02em',
        }}
      >
        <span>{magazine}</span>
        <span style={{ color: '#8a1c1c', fontWeight: 400, fontSize: 34 }}>{topic}</span>
      </div>
      <div style={{ display: 'flex', fontSize, fontWeight: 600, lineHeight: 1.06, letterSpacing: '-0.02em' }}>
        {headline}
      </div>
      <div style={{ display: 'flex', fontSize: 32, color: '#564e44' }}>{byline}</div>
    </div>
  )
}
