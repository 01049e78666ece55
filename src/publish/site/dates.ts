const pattern = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * Complete a date as RFC 3339 wants it: with seconds and a time zone.
 *
 * @param machine - Date as `formatDate` gives it to machines.
 * @returns Date and time; what has no time zone counts as UTC.
 */
export function rfc3339(machine: string | undefined): string | undefined {
  const [, day, time = '00:00', zone = 'Z'] = pattern.exec(machine ?? '') ?? []
  if (day === undefined) return undefined
  const offset = zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  return `${day}T${time}:00${offset}`
}

/**
 * Write a date as RFC 822 and RSS want it.
 *
 * @param date - Date of {@link rfc3339}.
 * @returns Date and time in UTC.
 */
export function rfc822(date: string): string {
  return new Date(date).toUTCString().replace('GMT', '+0000')
}
