import { connect, createServer, type Server } from 'node:net'
import { CannotRun } from './cannot-run.ts'

/** A port that nobody else can take until it is released. */
export interface Reservation {
  port: number
  /** Lets go of the port; call it right before starting what is to listen there. */
  release(): Promise<void>
}

const tries = 200

/**
 * Reserves the first free loopback port from `preferred` upwards.
 * @throws CannotRun when none of the next two hundred is free
 */
export async function reservePort(preferred: number): Promise<Reservation> {
  for (let port = preferred; port < preferred + tries && port < 65_536; port += 1) {
    const server = await listen(port)
    if (server) return { port, release: () => new Promise((resolve) => server.close(() => resolve())) }
  }
  throw new CannotRun(
    `No free port between ${preferred} and ${preferred + tries - 1}: stop something that listens there, or name another with --port.`,
  )
}

/** @returns a port that is free at this moment, from `preferred` upwards */
export async function freePort(preferred: number): Promise<number> {
  const reservation = await reservePort(preferred)
  await reservation.release()
  return reservation.port
}

/** @returns whether something accepts connections there within half a second */
export function answers(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    const finish = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(500, () => finish(false))
    socket.once('connect', () => finish(true))
    socket.once('error', () => finish(false))
  })
}

/**
 * A port counts as free when it can be bound and neither loopback address answers on it: where addresses may be reused
 * (macOS), 127.0.0.1 can be bound although somebody listens on all addresses; and a browser that is told `localhost`
 * may try ::1 first.
 */
async function listen(port: number): Promise<Server | undefined> {
  if ((await answers(port)) || (await answers(port, '::1'))) return undefined
  return new Promise((resolve) => {
    // Whoever comes too early (a tab still open on the magazine, say) is turned away: a connection that is kept would keep
    // the port from being let go.
    const server = createServer((socket) => socket.resetAndDestroy())
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server))
  })
}
