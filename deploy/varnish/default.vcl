vcl 4.1;

# The front cache: docs/decisions/front-cache.md says why, deploy/README.md how to run it.
# Needs varnish 7 and varnish-modules (xkey, var), as Debian has them.

import std;
import directors;
import var;
import xkey;

# Where the web instances are, who may purge, and the token: the one file that differs from place to place.
include "site.vcl";

sub vcl_recv {
  if (req.restarts == 0) {
    # What this file notes for itself, no stranger sets.
    unset req.http.X-Want;
    # Limits count by the last address in it: the one that speaks to us.
    set req.http.X-Forwarded-For = client.ip;
    unset req.http.Forwarded;
    # What a request is called, and which trace it is part of, the magazine says.
    unset req.http.X-Request-Id;
    unset req.http.Traceparent;
    unset req.http.Tracestate;
    unset req.http.Baggage;
  }
  set req.backend_hint = web.backend();

  if (req.method == "PURGE") {
    if (client.ip !~ purgers || req.http.Authorization != "Bearer " + var.global_get("purge_token")) {
      return (synth(403, "Closed"));
    }
    # What was asked for before now may show what was before: see vcl_backend_response.
    var.global_set("purged", std.time2real(now, 0));
    # Softly: what is purged is never shown while the magazine answers, and is there when it does not.
    return (synth(200, "Purged " + xkey.softpurge(req.http.Surrogate-Key)));
  }
  if (req.url ~ "^/api/(cache|mail/bounces|metrics)(\?|$)") {
    return (synth(403, "Closed"));
  }
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
  # Next's own requests, which another answer belongs to; reading pages make none.
  if (req.http.RSC || req.http.Next-Action || req.url ~ "[?&]_rsc=") {
    return (pass);
  }
  # Everything that is not for everybody.
  if (req.url !~ "^/(\?|$|articles/[^/?]+(\?|$)|topics(/|\?|$)|authors/|_next/static/|pictures/|reading/|offer/|share/|icon|api/v1/|(corrections/feed\.xml|feed\.xml|feed\.json|atom\.xml|sitemap\.xml|news-sitemap\.xml|robots\.txt)(\?|$))") {
    return (pass);
  }

  # From here on whatever is asked for may be kept. The key: address and edition, nothing else.
  if (req.url ~ "\?") {
    set req.url = regsuball(req.url, "(?<=[?&])(?:utm_[a-z_]+|mc_[a-z]+|fbclid|gclid|gbraid|wbraid|msclkid|igshid)=[^&]*(?:&|$)", "");
    set req.url = std.querysort(regsub(req.url, "[?&]+$", ""));
  }
  if (req.http.Cookie ~ "(^|; ?)edition=supporter(;|$)") {
    set req.http.X-Edition = "supporter";
  } else {
    set req.http.X-Edition = "standard";
  }
  # An article may be one that is answered to somebody in particular, which only the magazine knows; nothing else here is.
  if (req.url !~ "^/articles/" && req.restarts == 0) {
    set req.http.Cookie = "edition=" + req.http.X-Edition;
  }
  # What pages vary by for Next's own requests.
  unset req.http.Next-Router-State-Tree;
  unset req.http.Next-Router-Prefetch;
  unset req.http.Next-Router-Segment-Prefetch;
  unset req.http.Next-Url;

  if (req.http.X-Want == "fresh") {
    set req.grace = 0s;
  } elsif (req.http.X-Want != "stale" && std.healthy(req.backend_hint)) {
    # A page past its time is shown while it is made anew.
    set req.grace = 30s;
  } else {
    set req.grace = 7d;
  }
  return (hash);
}

sub vcl_hash {
  hash_data(req.url);
  hash_data(req.http.X-Edition);
  return (lookup);
}

sub vcl_hit {
  # Past its time, and nothing was purged since its time was over: it is shown while it is made anew. A purge ends the time
  # of what it names, but leaves no trace on what is past its time already, so any later purge counts.
  if (obj.ttl <= 0s && req.http.X-Want != "stale" && std.healthy(req.backend_hint)
      && std.time2real(now + obj.ttl, 0) <= std.real(var.global_get("purged"), -1) + 0.05) {
    set req.http.X-Want = "fresh";
    return (restart);
  }
}

sub vcl_backend_fetch {
  unset bereq.http.X-Edition;
  set bereq.http.X-Begun = std.time2real(now, 0);
}

sub vcl_backend_response {
  # What goes past the cache.
  if (bereq.uncacheable) {
    return (deliver);
  }
  if (beresp.status >= 500) {
    if (bereq.retries == 0 && !bereq.is_bgfetch) {
      return (retry);
    }
    # Delivering it would do away with an earlier page: see vcl_synth.
    if (bereq.http.X-Want != "stale" || bereq.is_bgfetch) {
      return (abandon);
    }
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
    set beresp.uncacheable = true;
    unset beresp.http.Surrogate-Key;
    return (deliver);
  }
  if (beresp.http.Set-Cookie || beresp.http.Cache-Control !~ "s-maxage|max-age" || beresp.http.Cache-Control ~ "private|no-store|no-cache") {
    unset beresp.http.Surrogate-Key;
    set beresp.ttl = 60s;
    set beresp.uncacheable = true;
    return (deliver);
  }
  if (beresp.status == 404 && beresp.ttl > 60s) {
    set beresp.ttl = 60s;
  }
  # Next is making it anew behind this answer.
  if (beresp.http.X-Nextjs-Cache == "STALE") {
    set beresp.ttl = 1s;
  }
  if (std.real(bereq.http.X-Begun, 0) <= std.real(var.global_get("purged"), -1)) {
    # Asked for before a purge: whoever waits for it gets it, nobody else.
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
    set beresp.uncacheable = true;
    unset beresp.http.Surrogate-Key;
    return (deliver);
  }
  set beresp.grace = 7d;
  if (beresp.http.Surrogate-Key) {
    set beresp.http.xkey = beresp.http.Surrogate-Key;
    unset beresp.http.Surrogate-Key;
    # Only we are told of changes: whoever stands between us and the reader asks again.
    if (beresp.http.Cache-Control ~ "s-maxage") {
      set beresp.http.Cache-Control = "public, max-age=0, must-revalidate";
    }
  }
  if (beresp.http.Content-Type ~ "^(text/|image/svg|application/(json|javascript|feed|rss|atom|xml|manifest))") {
    set beresp.do_gzip = true;
  }
  return (deliver);
}

sub vcl_backend_error {
  if (bereq.retries == 0 && (bereq.method == "GET" || bereq.method == "HEAD")) {
    return (retry);
  }
  if (!bereq.uncacheable) {
    return (abandon);
  }
  call fault_page;
  return (deliver);
}

sub fault_page {
  set beresp.http.Content-Type = "text/html; charset=utf-8";
  set beresp.http.Cache-Control = "no-store";
  set beresp.http.Retry-After = "10";
  synthetic({"<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Back in a moment</title><style>:root{color-scheme:light dark}body{max-width:38rem;margin:5rem auto;padding:0 1.25rem;font:1.125rem/1.5 Georgia,serif}a{color:inherit}</style><main><h1>Back in a moment</h1><p>The magazine cannot be reached just now. Nothing you did caused it, and nothing is lost.</p><p><a href="">Try again</a> in a minute. If you had sent something, go back with your browser’s back button, and send it again from there.</p></main></html>"});
}

sub vcl_synth {
  # Nobody could answer: what was kept is better than nothing.
  if (resp.status == 503 && req.http.X-Edition && req.http.X-Want != "stale") {
    set req.http.X-Want = "stale";
    return (restart);
  }
  set resp.http.Cache-Control = "no-store";
  if (resp.status == 503) {
    # The same as in fault_page.
    set resp.http.Content-Type = "text/html; charset=utf-8";
    set resp.http.Retry-After = "10";
    synthetic({"<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Back in a moment</title><style>:root{color-scheme:light dark}body{max-width:38rem;margin:5rem auto;padding:0 1.25rem;font:1.125rem/1.5 Georgia,serif}a{color:inherit}</style><main><h1>Back in a moment</h1><p>The magazine cannot be reached just now. Nothing you did caused it, and nothing is lost.</p><p><a href="">Try again</a> in a minute. If you had sent something, go back with your browser’s back button, and send it again from there.</p></main></html>"});
  } else {
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    synthetic(resp.reason);
  }
  return (deliver);
}

sub vcl_deliver {
  unset resp.http.xkey;
  unset resp.http.Surrogate-Key;
  unset resp.http.Via;
  unset resp.http.X-Varnish;
  if (obj.hits > 0) {
    set resp.http.X-Cache = "HIT";
  } else {
    set resp.http.X-Cache = "MISS";
  }
  return (deliver);
}
