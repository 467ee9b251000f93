package roulette.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import roulette.control.Answer;
import roulette.control.ControlClient;
import roulette.control.ControlFolder;
import roulette.control.Request;

/** The processes that run a configuration: one, unless its listeners share their ports. */
final class RunningProcesses {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Path configuration;
    private final ControlFolder folder;

    RunningProcesses(Path runFolder, Path configuration) {
        this.configuration = configuration;
        folder = ControlFolder.of(runFolder, configuration);
    }

    /**
     * Sends a request to each of them and prints the answers.
     *
     * @return the exit code: the highest of the answers
     * @throws IOException if none runs, or one does not answer
     */
    int ask(Request request, PrintWriter out, PrintWriter err) throws IOException {
        if (Files.exists(folder.path()) && !Files.isReadable(folder.path())) {
            throw new IOException(folder.path() + " belongs to the user " + Files.getOwner(folder.path())
                    + ": run this command as that user");
        }
        int code = ExitCode.OK;
        int answered = 0;
        for (Path socket : folder.sockets()) {
            Optional<Answer> answer = ask(socket, request);
            if (answer.isPresent()) {
                answered++;
                code = Math.max(code, answer.get().exitCode());
                PrintWriter to = answer.get().exitCode() == ExitCode.OK ? out : err;
                to.print(answer.get().text());
                to.flush();
            }
        }
        if (answered == 0) {
            throw new IOException("no proxy runs with the configuration " + configuration + " (there is no control"
                    + " socket in " + folder.path() + "; a proxy started with another ROULETTE_RUN has it there)");
        }
        return code;
    }

    private static Optional<Answer> ask(Path socket, Request request) throws IOException {
        try {
            return ControlClient.ask(socket, request, TIMEOUT);
        } catch (IOException e) {
            throw new IOException("control socket " + socket + ": " + e.getMessage(), e);
        }
    }
}
