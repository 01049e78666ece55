/**
 * Traces of what is done, for OpenTelemetry.
 *
 * Takes names, numbers and times; gives spans to whatever SDK the process has
 * registered. Where there is none it does nothing, and loads nothing.
 *
 * @module
 */
export * from './clock.ts'
export * from './tracing.ts'
export * from './untraced.ts'
