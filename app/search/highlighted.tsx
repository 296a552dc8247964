/** Text in parts, the matching ones marked. */
export function Highlighted({ parts }: { parts: { text: string; match: boolean }[] }) {
  return parts.map((part, index) =>
    part.match ? (
      <mark key={index} className="bg-transparent font-semibold text-accent">
        {part.text}
      </mark>
    ) : (
      <span key={index}>{part.text}</span>
    ),
  )
}
