/** By what mail comes in to the stack under test. */
export const inboundMail = { address: 'cases@saltmarsh.example', token: 'only-for-tests-only-for-tests' }
