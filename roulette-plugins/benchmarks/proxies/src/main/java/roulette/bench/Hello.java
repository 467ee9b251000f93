package roulette.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The first message of each connection: a TLS hello that selects a service by name. */
final class Hello {
    private Hello() {}

    /** Writes the hello for a host into a file of the folder. */
    static Path file(Path folder, String host) throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, 443);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            engine.setSSLParameters(parameters);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            hello.flip();
            byte[] bytes = new byte[hello.remaining()];
            hello.get(bytes);
            return Files.write(folder.resolve(host + ".hello"), bytes);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS to make a client's hello with: " + e.getMessage(), e);
        }
    }
}
