package roulette.cli.status;

import java.util.List;
import java.util.Map;
import roulette.net.ProxyStatus;
import roulette.text.Addresses;
import roulette.text.JsonObject;

/** One JSON object in one line. Keys are only ever added. */
public final class StatusJson {
    private StatusJson() {}

    public static String of(Status status) {
        ProxyStatus proxy = status.proxy();
        JsonObject json = new JsonObject()
                .text("version", status.version())
                .text("java", status.java())
                .text("start_up_cache", status.startUpCache())
                .number("process", status.process())
                .text("configuration", status.configuration().toString())
                .text("state", status.stopping() ? "stopping" : "running")
                .text("started", status.started().toString())
                .number("uptime_s", status.uptime().toSeconds())
                .object(
                        "connections",
                        new JsonObject().number("open", proxy.open()).number("forwarded", proxy.forwarded()))
                .objects(
                        "listeners",
                        proxy.listeners().stream().map(StatusJson::listener).toList())
                .objects(
                        "limits", proxy.limits().stream().map(StatusJson::limit).toList())
                .object("endings", numbers(proxy.endings()))
                .objects(
                        "targets",
                        proxy.targets().stream().map(StatusJson::target).toList());
        status.droppedLines().ifPresent(count -> json.object("access_log", new JsonObject().number("dropped", count)));
        return json.objects(
                                "plugins",
                                status.plugins().entrySet().stream()
                                        .map(plugin -> new JsonObject()
                                                .text("path", plugin.getKey().toString())
                                                .texts("routers", plugin.getValue()))
                                        .toList())
                        .object(
                                "warnings",
                                new JsonObject()
                                        .number("count", status.warnings())
                                        .texts("latest", List.copyOf(status.latestWarnings())))
                + "\n";
    }

    private static JsonObject listener(ProxyStatus.ListenerStatus status) {
        return new JsonObject()
                .text("name", status.listener().name())
                .text("address", Addresses.text(status.address()))
                .text("router", status.listener().router())
                .flag("share_port", status.listener().sharePort())
                .number("open", status.open())
                .number("accepted", status.accepted());
    }

    private static JsonObject limit(ProxyStatus.LimitStatus status) {
        JsonObject json = new JsonObject().text("name", status.name());
        status.router().ifPresent(router -> json.text("router", router));
        status.listener().ifPresent(listener -> json.text("listener", listener));
        json.number("used", status.used());
        if (status.limit() > 0) {
            json.number("limit", status.limit());
        }
        return json.number("reached", status.reached());
    }

    private static JsonObject target(ProxyStatus.TargetStatus status) {
        return new JsonObject()
                .text("target", status.target())
                .number("open", status.open())
                .number("connected", status.connected())
                .object("failures", numbers(status.failures()));
    }

    private static JsonObject numbers(Map<String, Long> values) {
        JsonObject json = new JsonObject();
        values.forEach(json::number);
        return json;
    }
}
