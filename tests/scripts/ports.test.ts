import { connect, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { answers, freePort, reservePort } from '#scripts/embedded/ports.ts'

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

function listen(port: number, host: string): Promise<void> {
  const server = createServer()
  servers.push(server)
  return new Promise((resolve) => {
    server.listen({ port, host }, () => resolve())
  })
}

test.each(['127.0.0.1', '0.0.0.0', '::', '::1'])(
  'a port on which somebody listens at %s is passed over',
  async (host) => {
    const port = await freePort(21_000)
    await listen(port, host)
    expect(await freePort(port)).toBeGreaterThan(port)
  },
)

test('two reservations never hold the same port, and a released one is free again', async () => {
  const first = await reservePort(21_100)
  const second = await reservePort(first.port)
  expect(second.port).toBeGreaterThan(first.port)
  await first.release()
  const third = await reservePort(first.port)
  expect(third.port).toBe(first.port)
  await Promise.all([second.release(), third.release()])
})

test('a released port can be listened on at once', async () => {
  const { port, release } = await reservePort(21_200)
  await release()
  await listen(port, '127.0.0.1')
  expect(await answers(port)).toBe(true)
})

test('a port is let go of though somebody has connected to it meanwhile and waits for an answer', async () => {
  const { port, release } = await reservePort(21_300)
  const early = connect({ port, host: '127.0.0.1' })
  early.on('error', () => undefined)
  const ended = new Promise((resolve) => early.once('close', resolve))
  early.write('GET / HTTP/1.1\r\n\r\n')
  await ended
  await release()
  await listen(port, '127.0.0.1')
  expect(await answers(port)).toBe(true)
})
