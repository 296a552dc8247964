import { handlers } from '#app/_server/auth.ts'

export const { GET, POST } = handlers
