/** What a refused request says. */
export interface Refused {
  message: string
  fields: Record<string, string>
}

export type Answer<Body> = { ok: true; body: Body } | { ok: false; refused: Refused }

const unreachable: Refused = {
  message: 'The magazine could not be reached. What you wrote is still here; please try again.',
  fields: {},
}

/** Asks our own server for something, as JSON; never throws. */
export async function ask<Body>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: object = {},
): Promise<Answer<Body>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (response.ok) {
      const answer: Body = await response.json()
      return { ok: true, body: answer }
    }
    const refused: Refused = await response.json()
    return { ok: false, refused }
  } catch {
    return { ok: false, refused: unreachable }
  }
}

/** Keeps a draft when the page is being left: the browser sends it after the page is gone. */
export function sendLate(path: string, body: object): void {
  void fetch(path, {
    method: 'PUT',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
}
