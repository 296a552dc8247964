/**
 * How files for spreadsheets are written, by `csv-stringify` (RFC 4180). What would be a formula is made text by an
 * apostrophe, and every field is quoted, so that none falls apart where semicolons separate
 * (https://owasp.org/www-community/attacks/CSV_Injection). They begin with the byte order mark, without which Excel
 * reads UTF-8 as something else, and with the names of the columns.
 */
export const forSpreadsheets = {
  bom: true,
  header: true,
  quoted: true,
  escape_formulas: true,
  record_delimiter: 'windows',
} as const
