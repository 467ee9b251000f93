package roulette.eventloop.epoll;

import static java.lang.invoke.MethodType.methodType;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.nio.ByteBuffer;

/**
 * The system calls, through the JDK's native methods (package {@code sun.nio.ch}), which throw the JDK's usual
 * exceptions. Needs {@code --add-opens java.base/sun.nio.ch=ALL-UNNAMED}; without it, or if a JDK has other methods,
 * this class can't be initialized. For any thread.
 */
final class Natives {
    /** The operation would block (EAGAIN). */
    static final int UNAVAILABLE = -2;

    static final int ADD = 1;
    static final int MODIFY = 3;

    static final int SIZE_OF_EVENT;
    static final int OFFSET_OF_EVENTS;
    static final int OFFSET_OF_DESCRIPTOR;

    private static final int SHUT_WRITE = 1;

    private static final MethodHandle EPOLL_CREATE = of("EPoll", "create", methodType(int.class));
    private static final MethodHandle EPOLL_CONTROL =
            of("EPoll", "ctl", methodType(int.class, int.class, int.class, int.class, int.class));
    private static final MethodHandle EPOLL_WAIT =
            of("EPoll", "wait", methodType(int.class, int.class, long.class, int.class, int.class));
    private static final MethodHandle CLOSE_NUMBER =
            of("FileDispatcherImpl", "closeIntFD", methodType(void.class, int.class));
    private static final MethodHandle CLOSE =
            of("UnixDispatcher", "close0", methodType(void.class, FileDescriptor.class));
    private static final MethodHandle EVENT_CREATE = of("EventFD", "eventfd0", methodType(int.class));
    private static final MethodHandle EVENT_SET = of("EventFD", "set0", methodType(int.class, int.class));
    private static final MethodHandle SOCKET =
            of("Net", "socket", methodType(FileDescriptor.class, ProtocolFamily.class, boolean.class));
    private static final MethodHandle LISTENING_SOCKET =
            of("Net", "serverSocket", methodType(FileDescriptor.class, ProtocolFamily.class));
    private static final MethodHandle BIND = of(
            "Net",
            "bind",
            methodType(void.class, ProtocolFamily.class, FileDescriptor.class, InetAddress.class, int.class));
    private static final MethodHandle LISTEN =
            of("Net", "listen", methodType(void.class, FileDescriptor.class, int.class));
    private static final MethodHandle ACCEPT = of(
            "Net",
            "accept",
            methodType(int.class, FileDescriptor.class, FileDescriptor.class, InetSocketAddress[].class));
    private static final MethodHandle CONNECT = of(
            "Net",
            "connect",
            methodType(int.class, ProtocolFamily.class, FileDescriptor.class, InetAddress.class, int.class));
    private static final MethodHandle CONNECTED =
            of("Net", "pollConnect", methodType(boolean.class, FileDescriptor.class, long.class));
    private static final MethodHandle SHUTDOWN =
            of("Net", "shutdown", methodType(void.class, FileDescriptor.class, int.class));
    private static final MethodHandle LOCAL_ADDRESS =
            of("Net", "localAddress", methodType(InetSocketAddress.class, FileDescriptor.class));
    private static final MethodHandle SET_OPTION = of(
            "Net", "setSocketOption", methodType(void.class, FileDescriptor.class, SocketOption.class, Object.class));
    private static final MethodHandle GET_OPTION =
            of("Net", "getSocketOption", methodType(Object.class, FileDescriptor.class, SocketOption.class));
    private static final MethodHandle CONFIGURE_BLOCKING =
            of("IOUtil", "configureBlocking", methodType(void.class, FileDescriptor.class, boolean.class));
    private static final MethodHandle NUMBER = of("IOUtil", "fdVal", methodType(int.class, FileDescriptor.class));
    private static final MethodHandle READ =
            of("SocketDispatcher", "read0", methodType(int.class, FileDescriptor.class, long.class, int.class));
    private static final MethodHandle WRITE =
            of("SocketDispatcher", "write0", methodType(int.class, FileDescriptor.class, long.class, int.class));
    private static final MethodHandle ADDRESS = of("IOUtil", "bufferAddress", methodType(long.class, ByteBuffer.class));

    static {
        try {
            SIZE_OF_EVENT =
                    (int) of("EPoll", "eventSize", methodType(int.class)).invokeExact();
            OFFSET_OF_EVENTS =
                    (int) of("EPoll", "eventsOffset", methodType(int.class)).invokeExact();
            OFFSET_OF_DESCRIPTOR =
                    (int) of("EPoll", "dataOffset", methodType(int.class)).invokeExact();
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Natives() {}

    private static MethodHandle of(String type, String method, MethodType signature) {
        try {
            Class<?> owner = Class.forName("sun.nio.ch." + type);
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findStatic(owner, method, signature);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // ---- epoll

    static int createEpoll() throws IOException {
        try {
            return (int) EPOLL_CREATE.invokeExact();
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** {@link #ADD} or {@link #MODIFY}. */
    static void control(int epoll, int operation, int number, int events) throws IOException {
        int error;
        try {
            error = (int) EPOLL_CONTROL.invokeExact(epoll, operation, number, events);
        } catch (Throwable e) {
            throw rethrow(e);
        }
        if (error != 0) {
            throw new IOException("epoll_ctl failed with error " + error);
        }
    }

    /** Returns the number of events written to the address; 0 if interrupted by a signal. */
    static int await(int epoll, long address, int most, int milliseconds) throws IOException {
        try {
            return Math.max(0, (int) EPOLL_WAIT.invokeExact(epoll, address, most, milliseconds));
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static int createEvent() throws IOException {
        try {
            return (int) EVENT_CREATE.invokeExact();
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void signal(int event) throws IOException {
        try {
            int unused = (int) EVENT_SET.invokeExact(event);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void close(int number) throws IOException {
        try {
            CLOSE_NUMBER.invokeExact(number);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    // ---- sockets

    /** A non-blocking socket. */
    static FileDescriptor socket(ProtocolFamily family) throws IOException {
        FileDescriptor socket;
        try {
            socket = (FileDescriptor) SOCKET.invokeExact(family, true);
        } catch (Throwable e) {
            throw rethrow(e);
        }
        return unblocked(socket);
    }

    /** A non-blocking socket that can be bound while earlier connections are in TIME_WAIT (SO_REUSEADDR). */
    static FileDescriptor listeningSocket(ProtocolFamily family) throws IOException {
        FileDescriptor socket;
        try {
            socket = (FileDescriptor) LISTENING_SOCKET.invokeExact(family);
        } catch (Throwable e) {
            throw rethrow(e);
        }
        return unblocked(socket);
    }

    private static FileDescriptor unblocked(FileDescriptor socket) throws IOException {
        try {
            CONFIGURE_BLOCKING.invokeExact(socket, false);
            return socket;
        } catch (Throwable e) {
            close(socket);
            throw rethrow(e);
        }
    }

    static void bind(ProtocolFamily family, FileDescriptor socket, InetSocketAddress address) throws IOException {
        try {
            BIND.invokeExact(family, socket, address.getAddress(), address.getPort());
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void listen(FileDescriptor socket, int backlog) throws IOException {
        try {
            LISTEN.invokeExact(socket, backlog);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /**
     * Accepts a connection, if there is one.
     *
     * @param accepted becomes its descriptor, non-blocking
     * @param from receives the client's address at index 0
     * @return whether there was one
     */
    static boolean accept(FileDescriptor socket, FileDescriptor accepted, InetSocketAddress[] from) throws IOException {
        try {
            if ((int) ACCEPT.invokeExact(socket, accepted, from) != 1) {
                return false;
            }
        } catch (Throwable e) {
            throw rethrow(e);
        }
        unblocked(accepted);
        return true;
    }

    /** Returns whether it is connected immediately. */
    static boolean connect(ProtocolFamily family, FileDescriptor socket, InetSocketAddress to) throws IOException {
        try {
            return (int) CONNECT.invokeExact(family, socket, to.getAddress(), to.getPort()) == 1;
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Returns whether a connect has succeeded so far; throws if it has failed. */
    static boolean isConnected(FileDescriptor socket) throws IOException {
        try {
            return (boolean) CONNECTED.invokeExact(socket, 0L);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Reads into a direct buffer and advances its position. Returns the count, -1 at EOF, or {@link #UNAVAILABLE}. */
    static int read(FileDescriptor socket, ByteBuffer to) throws IOException {
        int count;
        try {
            count = (int) READ.invokeExact(socket, (long) ADDRESS.invokeExact(to) + to.position(), to.remaining());
        } catch (Throwable e) {
            throw rethrow(e);
        }
        return moved(to, count);
    }

    /** Writes from a direct buffer and advances its position. Returns the count, or {@link #UNAVAILABLE}. */
    static int write(FileDescriptor socket, ByteBuffer from) throws IOException {
        int count;
        try {
            count = (int)
                    WRITE.invokeExact(socket, (long) ADDRESS.invokeExact(from) + from.position(), from.remaining());
        } catch (Throwable e) {
            throw rethrow(e);
        }
        return moved(from, count);
    }

    private static int moved(ByteBuffer buffer, int count) {
        if (count > 0) {
            buffer.position(buffer.position() + count);
        }
        // Smaller values mean interrupted by a signal, which does not happen to non-blocking sockets.
        return Math.max(count, UNAVAILABLE);
    }

    static long address(ByteBuffer direct) {
        try {
            return (long) ADDRESS.invokeExact(direct);
        } catch (Throwable e) {
            throw new LinkageError("can't get the address of a buffer", e);
        }
    }

    static void endOutput(FileDescriptor socket) throws IOException {
        try {
            SHUTDOWN.invokeExact(socket, SHUT_WRITE);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void close(FileDescriptor socket) throws IOException {
        try {
            CLOSE.invokeExact(socket);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static InetSocketAddress localAddress(FileDescriptor socket) throws IOException {
        try {
            return (InetSocketAddress) LOCAL_ADDRESS.invokeExact(socket);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static <T> void setOption(FileDescriptor socket, SocketOption<T> option, T value) throws IOException {
        try {
            SET_OPTION.invokeExact(socket, (SocketOption<?>) option, (Object) value);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static <T> T option(FileDescriptor socket, SocketOption<T> option) throws IOException {
        try {
            return option.type().cast((Object) GET_OPTION.invokeExact(socket, (SocketOption<?>) option));
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static int number(FileDescriptor socket) {
        try {
            return (int) NUMBER.invokeExact(socket);
        } catch (Throwable e) {
            throw new LinkageError("can't get the number of a descriptor", e);
        }
    }

    /** Rethrows an exception of a native method; I/O errors are returned to be rethrow. */
    private static IOException rethrow(Throwable cause) {
        switch (cause) {
            case IOException e -> {
                return e;
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new LinkageError("unexpected exception from a native method of the JDK", cause);
        }
    }
}
