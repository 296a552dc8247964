import { z } from 'zod'

/** A process that was started with Node's inspector open. */
export interface Inspected {
  name: string
  inspector: string
}

export interface MemorySample {
  /** By `performance.now()`. */
  at: number
  /** What the process holds, in bytes, as it happens to be. */
  resident: number
  /** What is still in use of its heap, in bytes, once everything else was collected. */
  kept: number
}

const targetsSchema = z.tuple([z.object({ webSocketDebuggerUrl: z.url() })]).rest(z.unknown())
const answerSchema = z.object({ id: z.int(), result: z.unknown() })
const valueSchema = z.object({ result: z.object({ value: z.number() }) })
const heapSchema = z.object({ usedSize: z.number() })

/**
 * Measures a process from outside, by the protocol of its inspector: only what is left after a collection tells a leak
 * from what nobody has tidied up yet.
 */
export async function measureMemory({ inspector }: Inspected): Promise<MemorySample> {
  const targets = await fetch(`${inspector}/json/list`)
  const [{ webSocketDebuggerUrl }] = targetsSchema.parse(await targets.json())
  const socket = new WebSocket(webSocketDebuggerUrl)
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true })
      socket.addEventListener('error', () => reject(new Error(`no inspector at ${inspector}`)), { once: true })
    })
    const at = performance.now()
    const memory = await call(socket, 1, 'Runtime.evaluate', { expression: 'process.memoryUsage.rss()' })
    await call(socket, 2, 'HeapProfiler.collectGarbage')
    const heap = await call(socket, 3, 'Runtime.getHeapUsage')
    return { at, resident: valueSchema.parse(memory).result.value, kept: heapSchema.parse(heap).usedSize }
  } finally {
    socket.close()
  }
}

function call(socket: WebSocket, id: number, method: string, params: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${method} was not answered`)), 15_000)
    const listen = ({ data }: MessageEvent) => {
      const answer = answerSchema.safeParse(JSON.parse(String(data)))
      if (!answer.success || answer.data.id !== id) return
      clearTimeout(timer)
      socket.removeEventListener('message', listen)
      resolve(answer.data.result)
    }
    socket.addEventListener('message', listen)
    socket.send(JSON.stringify({ id, method, params }))
  })
}
