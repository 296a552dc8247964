import postgres from 'postgres'
import type { Parts } from './parts.ts'

/** A made-up magazine that may be written to. */
export interface Copy {
  url: string
  drop(): Promise<void>
}

/** Copies a made-up magazine to a database of this name, in place of an earlier copy. */
export async function copyMagazine(parts: Parts, size: 'full' | 'small', database: string): Promise<Copy> {
  const original = new URL(await parts.magazine(size)).pathname.slice(1)
  const { url } = await parts.cluster()
  const onServer = async (work: (admin: postgres.Sql) => Promise<unknown>) => {
    const admin = postgres(url('postgres'), { max: 1, onnotice: () => undefined })
    try {
      await work(admin)
    } finally {
      await admin.end({ timeout: 5 })
    }
  }
  await onServer(async (admin) => {
    await admin`drop database if exists ${admin(database)} with (force)`
    // Nobody may be connected to what is copied, and the sites of earlier rows are: they come back by themselves.
    await admin`alter database ${admin(original)} allow_connections false`
    try {
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${original}`
      await admin`create database ${admin(database)} template ${admin(original)} strategy file_copy`
    } finally {
      await admin`alter database ${admin(original)} allow_connections true`
    }
  })
  return {
    url: url(database),
    drop: () => onServer((admin) => admin`drop database if exists ${admin(database)} with (force)`),
  }
}
