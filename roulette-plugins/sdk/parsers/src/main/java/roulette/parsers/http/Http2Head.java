package roulette.parsers.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/** Validates and interprets the headers of an HTTP/2 request (RFC 9113, section 8). For one call. */
final class Http2Head {
    private static final Reading<HttpRequest> PSEUDO =
            Reading.malformed("a pseudo-header is unknown, repeated, or follows a regular header");
    private static final Reading<HttpRequest> MISSING =
            Reading.malformed("a pseudo-header is missing, or not allowed for CONNECT");
    private static final Reading<HttpRequest> NAME = Reading.malformed("the name of a header is malformed");
    private static final Reading<HttpRequest> VALUE = Reading.malformed("the value of a header is malformed");
    private static final Reading<HttpRequest> CONNECTION = Reading.malformed("a connection-specific header of HTTP/1");
    private static final Reading<HttpRequest> METHOD = Reading.malformed("the method is malformed");
    private static final Reading<HttpRequest> TARGET = Reading.malformed("the target of the request is malformed");
    private static final Reading<HttpRequest> TWO_HOSTS = Reading.malformed("more than one Host header");
    private static final Reading<HttpRequest> HOST = Reading.malformed("the host is malformed");
    private static final Reading<HttpRequest> OTHER_HOST =
            Reading.malformed("the Host header and :authority are for different servers");

    private final ListedFields fields;
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String path;
    private @Nullable String host;
    private Target target = new Target("", Authority.NONE, "", "");

    Http2Head(ListedFields fields) {
        this.fields = fields;
    }

    /** The first error in the headers; null if there is none. */
    @Nullable
    Reading<HttpRequest> check() {
        boolean afterRegular = false;
        for (int i = 0; i < fields.count(); i++) {
            String name = fields.name(i);
            String value = fields.value(i);
            if (!Octets.isValue(value) || isBlankAround(value)) {
                return VALUE;
            }
            Reading<HttpRequest> wrong;
            if (name.startsWith(":")) {
                wrong = afterRegular || !take(name, value) ? PSEUDO : null;
            } else {
                afterRegular = true;
                wrong = header(name, value);
            }
            if (wrong != null) {
                return wrong;
            }
        }
        return meaning();
    }

    private static boolean isBlankAround(String value) {
        return !value.isEmpty() && (isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether this pseudo-header is known and not repeated. */
    private boolean take(String name, String value) {
        switch (name) {
            case ":method" -> {
                boolean first = method == null;
                method = value;
                return first;
            }
            case ":scheme" -> {
                boolean first = scheme == null;
                scheme = value;
                return first;
            }
            case ":authority" -> {
                boolean first = authority == null;
                authority = value;
                return first;
            }
            case ":path" -> {
                boolean first = path == null;
                path = value;
                return first;
            }
            default -> {
                return false;
            }
        }
    }

    private @Nullable Reading<HttpRequest> header(String name, String value) {
        if (!isName(name)) {
            return NAME;
        }
        switch (name) {
            case "host" -> {
                if (host != null) {
                    return TWO_HOSTS;
                }
                host = value;
            }
            case "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade" -> {
                return CONNECTION;
            }
            case "te" -> {
                return value.equals("trailers") ? null : CONNECTION;
            }
            default -> {}
        }
        return null;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                return false;
            }
        }
        return Octets.isToken(name);
    }

    private @Nullable Reading<HttpRequest> meaning() {
        if (method == null) {
            return MISSING;
        }
        if (!Octets.isToken(method)) {
            return METHOD;
        }
        Authority server = Authority.parse(authority == null ? "" : authority);
        Authority named = Authority.parse(host == null ? "" : host);
        if (server == null || named == null) {
            return HOST;
        }
        if (!authority(server, named)) {
            return OTHER_HOST;
        }
        return method.equals("CONNECT")
                ? connect(server)
                : other(method, server.host().isEmpty() ? named : server);
    }

    /** Whether the two can be the same server. */
    private static boolean authority(Authority server, Authority named) {
        if (server.host().isEmpty() || named.host().isEmpty()) {
            return true;
        }
        return server.canBe(named);
    }

    private @Nullable Reading<HttpRequest> connect(Authority server) {
        if (scheme != null || path != null || server.port() == 0) {
            return MISSING;
        }
        target = new Target("", server, "", "");
        return null;
    }

    private @Nullable Reading<HttpRequest> other(String asked, Authority server) {
        if (scheme == null || path == null) {
            return MISSING;
        }
        boolean whole = path.equals("*") && asked.equals("OPTIONS");
        if (!Target.isScheme(scheme, scheme.length()) || !Octets.isTarget(path) || path.charAt(0) != '/' && !whole) {
            return TARGET;
        }
        target = Target.of(scheme.toLowerCase(Locale.ROOT), server, path);
        return null;
    }

    /** The request, if there is no error. */
    HttpRequest request() {
        return HttpRequest.http2(method == null ? "" : method, target, fields);
    }

    /** Whether the method, if already read, is HEAD. */
    boolean asksForHead() {
        return "HEAD".equals(method);
    }
}
