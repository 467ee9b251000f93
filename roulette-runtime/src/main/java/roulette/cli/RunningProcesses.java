package roulette.cli;

import com.sun.security.auth.module.UnixSystem;
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
     * @throws IOException if none runs
     */
    int ask(Request request, PrintWriter out, PrintWriter err) throws IOException {
        requireAccess();
        int code = ExitCode.OK;
        int answered = 0;
        for (Path socket : folder.sockets()) {
            Optional<Answer> answer = ask(socket, request);
            if (answer.isPresent()) {
                answered++;
                code = Math.max(code, answer.get().exitCode());
                PrintWriter to = answer.get().exitCode() == ExitCode.OK ? out : err;
                // The process may be of another user: it must not control the terminal of root.
                to.print(answer.get().text().replaceAll("[\\p{Cc}&&[^\n]]", "?"));
                to.flush();
            }
        }
        if (answered == 0) {
            throw new IOException("no proxy runs with the configuration " + configuration
                    + (Files.exists(configuration) ? "" : ", which does not exist") + ": no process answers in "
                    + folder.path() + "; one that has another ROULETTE_RUN, or could not write there, can't be asked");
        }
        return code;
    }

    /** Another user could have any program answer; root may ask the processes of all users. */
    private void requireAccess() throws IOException {
        if (!Files.exists(folder.path())) {
            return;
        }
        Optional<String> owner = folder.otherOwner();
        if (owner.isPresent() && new UnixSystem().getUid() != 0) {
            throw new IOException(
                    folder.path() + " belongs to the user " + owner.get() + ": run this command as that user");
        }
    }

    /** A process that does not answer does not keep others from being asked: its answer is the error. */
    private static Optional<Answer> ask(Path socket, Request request) {
        try {
            return ControlClient.ask(socket, request, TIMEOUT);
        } catch (IOException e) {
            return Optional.of(
                    new Answer(ExitCode.FAILED, "roulette: control socket " + socket + ": " + e.getMessage() + "\n"));
        }
    }
}
