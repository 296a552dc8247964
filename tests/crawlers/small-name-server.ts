import { createUDPServer, Packet } from 'dns2'
import { z } from 'zod'

/** What the names of a small internet are: PTR records by address, addresses by name. */
export interface Zone {
  reverse: Record<string, string[]>
  forward: Record<string, string[]>
  /** TXT records by name. */
  texts?: Record<string, string>
  /** Addresses about which it says nothing at all. */
  silent?: string[]
}

/** A name server on this machine, which counts what it is asked. */
export async function smallNameServer(zone: Zone) {
  const asked: string[] = []
  const server = createUDPServer((request, send) => {
    const [question] = request.questions
    if (!question) return
    asked.push(question.name)
    const response = Packet.createResponseFromRequest(request)
    const address = addressIn(question.name)
    if (address !== null && zone.silent?.includes(address)) return
    const shared = { name: question.name, class: Packet.CLASS.IN, ttl: 300 }
    const pointers = question.type === Packet.TYPE.PTR && address !== null ? zone.reverse[address] : undefined
    const wanted = question.type === Packet.TYPE.A ? '.' : ':'
    const addresses = zone.forward[question.name]?.filter((one) => one.includes(wanted))
    for (const domain of pointers ?? [])
      response.answers.push(new Packet.Resource({ ...shared, type: Packet.TYPE.PTR, domain }))
    for (const address of addresses ?? [])
      response.answers.push(new Packet.Resource({ ...shared, type: question.type, address }))
    const text = question.type === Packet.TYPE.TXT ? zone.texts?.[question.name] : undefined
    if (text !== undefined) response.answers.push(new Packet.Resource({ ...shared, type: question.type, data: text }))
    // NXDOMAIN, RFC 1035 §4.1.1.
    if (!pointers && !addresses && text === undefined) response.header.rcode = 3
    void send(response)
  })
  await server.listen(0, '127.0.0.1')
  const { port } = z.object({ port: z.int() }).parse(server.address())
  return { address: `127.0.0.1:${port}`, asked, close: () => server.close() }
}

/** 1.66.249.66.in-addr.arpa is about 66.249.66.1. */
function addressIn(name: string): string | null {
  const four = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(name)
  if (four) return four.slice(1).toReversed().join('.')
  const six = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(name)
  if (!six?.[1]) return null
  const groups = six[1].split('.').join('').split('').toReversed().join('').match(/.{4}/g) ?? []
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}
