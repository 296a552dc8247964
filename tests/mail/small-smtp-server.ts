import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export interface ReceivedMail {
  to: string[]
  /** The message as it came, headers and all. */
  message: string
}

export interface SmallSmtpServer {
  url: string
  received: ReceivedMail[]
  /** What it answers to the message itself; a test may change it. `hang up`: takes it and breaks the connection. */
  verdict: string
  /** What it answers to a recipient. */
  recipientVerdict: string
  /** Milliseconds that it takes to think about each message. */
  slowMs: number
  /** How often it was called. */
  calls: number
  /** Hangs up on everybody and takes no more calls, until `up`. */
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

/** As much of a mail server as sending needs (RFC 5321), on any free port. */
export async function startSmtpServer(): Promise<SmallSmtpServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // Whoever sends may be killed in the middle of it.
    socket.on('error', () => socket.destroy())
    converse(socket, smtp)
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return address.port
  }
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  const port = await listen(0)
  const smtp: SmallSmtpServer = {
    url: `smtp://127.0.0.1:${port}`,
    received: [],
    verdict: '250 accepted',
    recipientVerdict: '250 small',
    slowMs: 0,
    calls: 0,
    down: close,
    up: async () => void (await listen(port)),
    stop: close,
  }
  return smtp
}

function converse(socket: Socket, smtp: SmallSmtpServer): void {
  let buffer = ''
  let to: string[] = []
  let inMessage = false
  smtp.calls += 1
  socket.setEncoding('utf8')
  socket.write('220 small ESMTP\r\n')
  socket.on('data', (text: string) => {
    buffer += text
    for (;;) {
      const end = buffer.indexOf(inMessage ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const line = buffer.slice(0, end)
      buffer = buffer.slice(end + (inMessage ? 5 : 2))
      if (inMessage) {
        inMessage = false
        const hangUp = smtp.verdict === 'hang up'
        if (hangUp || smtp.verdict.startsWith('250')) smtp.received.push({ to, message: line })
        if (hangUp) socket.destroy()
        else if (smtp.slowMs === 0) socket.write(`${smtp.verdict}\r\n`)
        else setTimeout(() => socket.writable && socket.write(`${smtp.verdict}\r\n`), smtp.slowMs)
      } else if (/^DATA/i.test(line)) {
        inMessage = true
        socket.write('354 go on\r\n')
      } else if (/^QUIT/i.test(line)) {
        socket.end('221 bye\r\n')
      } else {
        const recipient = /^RCPT TO:<(.+)>/i.exec(line)?.[1]
        if (/^MAIL/i.test(line)) to = []
        if (recipient !== undefined) to.push(recipient)
        socket.write(`${recipient === undefined ? '250 small' : smtp.recipientVerdict}\r\n`)
      }
    }
  })
}
