package roulette.routers.socks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import roulette.match.Network;

/** A name service with configured answers that records its queries. */
final class FakeNames implements Lookup.NameService {
    private final Map<String, Deque<InetAddress[]>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Adds an answer; repeated calls add answers for further queries. The last one is repeated. */
    FakeNames with(String name, String... addresses) {
        InetAddress[] answer = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            answer[i] = Network.address(addresses[i]).orElseThrow();
        }
        answers.computeIfAbsent(name, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    @Override
    public synchronized InetAddress[] lookup(String name) throws UnknownHostException {
        asked.add(name);
        Deque<InetAddress[]> its = answers.get(name);
        if (its == null) {
            throw new UnknownHostException(name);
        }
        return its.size() > 1 ? its.remove() : its.element();
    }

    List<String> asked() {
        return asked;
    }
}
