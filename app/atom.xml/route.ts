import { connection } from 'next/server'
import { feedResponse } from '#app/_server/feeds.ts'

export async function GET(): Promise<Response> {
  await connection()
  return feedResponse('atom')
}
