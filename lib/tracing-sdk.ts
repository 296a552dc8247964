import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type ReadableSpan,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace'

/**
 * Sends spans to a collector from now on. Loaded only where OTEL_EXPORTER_OTLP_ENDPOINT names one; the exporter itself reads that,
 * and the other variables of its standard, from the environment: https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 * @param part which process: web, worker
 * @param share of the traces that are kept, 0 to 1; one that began elsewhere in the magazine is kept if its beginning was
 * @returns sends what has been gathered, and stops
 */
export function startTracing(part: string, share: number): () => Promise<void> {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `standfirst-${part}`, 'service.namespace': 'standfirst' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      withoutAddresses(new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: 2_000 })),
    ],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  return () => provider.shutdown()
}

/** Attributes in which Next writes whole addresses: those of cases, previews and confirmations are secrets. */
const addresses = ['http.target', 'http.url', 'url.full', 'url.path', 'url.query', 'next.span_name', 'http.referer']

function withoutAddresses(next: SpanProcessor): SpanProcessor {
  return {
    onStart: (span, parent) => next.onStart(span, parent),
    onEnd: (span) => next.onEnd(cleaned(span)),
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  }
}

function cleaned(span: ReadableSpan): ReadableSpan {
  for (const name of addresses) delete span.attributes[name]
  const route = span.attributes['next.route']
  const method = span.attributes['http.method']
  const name = typeof route === 'string' && typeof method === 'string' ? `${method} ${route}` : nameAlone(span.name)
  return Object.create(span, { name: { value: name, enumerable: true } })
}

/** A name without an address in it: `GET /cases/…`, `fetch GET https://…`. */
function nameAlone(name: string): string {
  return /^(?:fetch )?[A-Z]+ (?:\/|https?:)/.test(name) ? (name.split(/ (?=\/|https?:)/)[0] ?? name) : name
}
