package roulette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A description of the machine and date of the measurement. */
final class Machine {
    private Machine() {}

    static String describe(List<Candidate> candidates, Cores proxyCores, Cores loadCore) throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        var text = new StringBuilder();
        text.append(Instant.now().truncatedTo(ChronoUnit.MINUTES)).append('\n');
        text.append(processor)
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" of its cores free for this; Linux ")
                .append(System.getProperty("os.version"))
                .append('\n');
        text.append("proxies on core ")
                .append(proxyCores)
                .append(", load and backend on core ")
                .append(loadCore)
                .append('\n');
        for (Candidate candidate : candidates) {
            text.append(candidate.name())
                    .append(": ")
                    .append(candidate.version())
                    .append('\n');
        }
        return text.toString();
    }
}
