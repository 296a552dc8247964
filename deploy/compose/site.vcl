# Where the web instances are, who may purge, and with which token. The rest is default.vcl.

probe health {
  .url = "/api/health";
  .interval = 2s;
  .timeout = 2s;
  .window = 3;
  .threshold = 2;
  .initial = 1;
}

backend web1 { .host = "web1"; .port = "3000"; .probe = health; .connect_timeout = 2s; .first_byte_timeout = 30s; }
backend web2 { .host = "web2"; .port = "3000"; .probe = health; .connect_timeout = 2s; .first_byte_timeout = 30s; }

# The network of compose.yaml, where the worker runs.
acl purgers {
  "172.28.0.0"/24;
}

sub vcl_init {
  new web = directors.round_robin();
  web.add_backend(web1);
  web.add_backend(web2);
  # CACHE_VARNISH_TOKEN, in a file that only Varnish can read.
  var.global_set("purge_token", regsub(std.fileread("/run/secrets/purge-token"), "\s+$", ""));
}
