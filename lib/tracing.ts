import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context as TraceContext,
  type Span,
} from '@opentelemetry/api'

/*
 * Spans of our own, beside those that Next makes of requests. Only OpenTelemetry's interface is loaded here, and nothing is
 * recorded until lib/tracing-sdk.ts has been started. No span says what a query was given, nor an address with its secrets.
 */

export { SpanKind }

const tracer = trace.getTracer('standfirst')

export interface SpanOptions {
  kind: SpanKind
  attributes: Attributes
  /** What it continues, as `tracesOnward` wrote it; what is being done now where nothing is said. */
  continues?: string | undefined
}

/** Does `work` in a span, which it may tell more; one that throws is marked, without what it says. */
export async function inSpan<Result>(
  name: string,
  { kind, attributes, continues }: SpanOptions,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  const parent = continues === undefined ? context.active() : continued(continues)
  return tracer.startActiveSpan(name, { kind, attributes }, parent, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      markFailed(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** Messages of errors name values: of an error only its kind is told, and its code where it has one. */
function markFailed(span: Span, error: unknown): void {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  span.setAttribute('error.type', code ?? (error instanceof Error ? error.name : typeof error))
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** What a job carries, so that its span continues this trace (W3C Trace Context, `traceparent`); nothing where none is open. */
export function tracesOnward(): string | undefined {
  const carrier: { traceparent?: string } = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent
}

/** The trace that is open, for the log. */
export function currentTraceId(): string | undefined {
  return trace.getActiveSpan()?.spanContext().traceId
}

function continued(traceparent: string): TraceContext {
  return propagation.extract(context.active(), { traceparent })
}
