// What a proxy is loaded with, and what stands behind it. One thread, one epoll.
//
//   load backend PORT
//       Listens on 127.0.0.1: on PORT it echoes, on PORT+1 it sends without end once it has heard something, on PORT+2
//       it reads and drops.
//
//   load WORK PORT CONNECTIONS WARM SECONDS HELLO [SIZE [PAUSE]]
//       Loads the proxy on 127.0.0.1:PORT. HELLO is a file with what each connection says first. Prints "begin" after
//       WARM seconds, and one line of figures after SECONDS more. WORK is
//
//       connections   connect, say hello, read as much, close; then anew, CONNECTIONS at a time
//       exchange      say hello and read as much once; then send SIZE bytes and read as many, again and again, with
//                     PAUSE microseconds between an answer and the next question
//       download      say hello, then read
//       upload        say hello, then write
//       idle          say hello and read as much; print "begin" when all have, and stay until standard input ends
//
// The line of figures: operations, bytes, nanoseconds, failures, and the latency of operations in microseconds at the
// percentiles 50, 90, 99 and 99.9.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 512, CHUNK = 256 * 1024, CHUNKS_AT_ONCE = 8, LARGEST_HELLO = 64 * 1024 };

// Seconds for all connections to be there.
enum { PATIENCE = 30 };

static char chunk[CHUNK];
static int poller;

static void fail(const char *what, ...) {
    va_list arguments;
    va_start(arguments, what);
    fputs("load: ", stderr);
    vfprintf(stderr, what, arguments);
    fputs(errno ? ": " : "\n", stderr);
    if (errno) perror("");
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void set(int socket, int level, int option) {
    if (setsockopt(socket, level, option, &(int){1}, sizeof(int)) < 0) fail("setsockopt %d", option);
}

static void poll_for(int operation, int socket, uint32_t events, void *who) {
    struct epoll_event event = {.events = events, .data.ptr = who};
    if (epoll_ctl(poller, operation, socket, &event) < 0) fail("epoll_ctl");
}

static struct sockaddr_in loopback(int last, int port) {
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + last)};
}

// ---- the backend

enum service { ECHO, SOURCE, SINK, SERVICES };

struct peer {
    int socket;
    enum service service;
    bool listening;
    bool sending;
};

static void leave(struct peer *peer) {
    close(peer->socket);
    free(peer);
}

static void accept_all(struct peer *listener) {
    for (;;) {
        int socket = accept4(listener->socket, NULL, NULL, SOCK_NONBLOCK);
        if (socket < 0) return;
        set(socket, IPPROTO_TCP, TCP_NODELAY);
        struct peer *peer = calloc(1, sizeof *peer);
        *peer = (struct peer){.socket = socket, .service = listener->service};
        poll_for(EPOLL_CTL_ADD, socket, EPOLLIN, peer);
    }
}

static void send_without_end(struct peer *peer) {
    for (int i = 0; i < CHUNKS_AT_ONCE; i++) {
        if (send(peer->socket, chunk, CHUNK, MSG_NOSIGNAL) < 0) {
            if (errno != EAGAIN) leave(peer);
            return;
        }
    }
}

static void serve(struct peer *peer) {
    if (peer->sending) {
        send_without_end(peer);
        return;
    }
    ssize_t length = recv(peer->socket, chunk, CHUNK, 0);
    if (length < 0 && errno == EAGAIN) return;
    if (length <= 0) {
        leave(peer);
    } else if (peer->service == SOURCE) {
        peer->sending = true;
        poll_for(EPOLL_CTL_MOD, peer->socket, EPOLLOUT, peer);
    } else if (peer->service == ECHO && send(peer->socket, chunk, length, MSG_NOSIGNAL) != length) {
        leave(peer);
    }
}

static void backend(int port) {
    struct peer listeners[SERVICES];
    for (enum service service = ECHO; service < SERVICES; service++) {
        struct peer *listener = &listeners[service];
        *listener = (struct peer){
            .socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), .service = service, .listening = true};
        set(listener->socket, SOL_SOCKET, SO_REUSEADDR);
        struct sockaddr_in address = loopback(1, port + service);
        if (bind(listener->socket, (struct sockaddr *)&address, sizeof address) < 0) fail("port %d", port + service);
        if (listen(listener->socket, 4096) < 0) fail("listen");
        poll_for(EPOLL_CTL_ADD, listener->socket, EPOLLIN, listener);
    }
    puts("begin");
    fflush(stdout);
    struct epoll_event events[EVENTS];
    for (;;) {
        int count = epoll_wait(poller, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            struct peer *peer = events[i].data.ptr;
            if (peer->listening) accept_all(peer);
            else serve(peer);
        }
    }
}

// ---- the load

enum work { CONNECTIONS, EXCHANGE, DOWNLOAD, UPLOAD, IDLE, WORKS };

static const char *const names[WORKS] = {"connections", "exchange", "download", "upload", "idle"};

// What a client waits for. One that was lost while it rested is still in the queue of pauses, in another state.
enum state { CONNECTING, GREETING, ANSWER, TRANSFER, RESTING };

struct client {
    int socket;
    enum state state;
    int64_t since;   // when the operation began
    size_t awaited;  // bytes still to come
};

static enum work work;
static int port, connections;
static char hello[LARGEST_HELLO];
static size_t hello_length, size;
static int64_t pause_nanos;

static long operations, failures, greeted, dialled;
static int64_t bytes;

// Latencies by microsecond up to a second; longer ones count as a second.
enum { SLOWEST = 1000000 };
static uint32_t latencies[SLOWEST + 1];

// Clients that pause, in the order in which their pauses end: all pauses are of one length.
static struct client **resting;
static size_t first_resting, count_resting;

static void done(struct client *client) {
    int64_t micros = (now() - client->since) / 1000;
    latencies[micros < SLOWEST ? micros : SLOWEST]++;
    operations++;
}

// Ports of one address are few, and one that was closed is not free at once: clients come from many addresses.
static void dial(struct client *client) {
    client->since = now();
    client->state = CONNECTING;
    client->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (client->socket < 0) fail("socket");
    set(client->socket, IPPROTO_TCP, TCP_NODELAY);
    set(client->socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
    struct sockaddr_in source = loopback(2 + dialled++ % 64, 0);
    if (bind(client->socket, (struct sockaddr *)&source, sizeof source) < 0) fail("bind");
    struct sockaddr_in proxy = loopback(1, port);
    if (connect(client->socket, (struct sockaddr *)&proxy, sizeof proxy) < 0 && errno != EINPROGRESS) fail("connect");
    poll_for(EPOLL_CTL_ADD, client->socket, EPOLLOUT, client);
}

static void lost(struct client *client) {
    failures++;
    if (failures > 1000 && failures > operations) {
        errno = 0;
        fail("%ld operations failed and %ld went well", failures, operations);
    }
    close(client->socket);
    dial(client);
}

static void greet(struct client *client) {
    int error = 0;
    getsockopt(client->socket, SOL_SOCKET, SO_ERROR, &error, &(socklen_t){sizeof error});
    if (error || send(client->socket, hello, hello_length, MSG_NOSIGNAL) != (ssize_t)hello_length) {
        lost(client);
        return;
    }
    client->awaited = hello_length;
    client->state = work == DOWNLOAD || work == UPLOAD ? TRANSFER : GREETING;
    if (client->state == TRANSFER) greeted++;
    if (work != UPLOAD) poll_for(EPOLL_CTL_MOD, client->socket, EPOLLIN, client);
}

static void ask(struct client *client) {
    client->since = now();
    client->state = ANSWER;
    client->awaited = size;
    if (send(client->socket, chunk, size, MSG_NOSIGNAL) != (ssize_t)size) lost(client);
}

static void rest(struct client *client) {
    if (pause_nanos == 0) {
        ask(client);
        return;
    }
    client->state = RESTING;
    client->since = now() + pause_nanos;
    resting[(first_resting + count_resting++) % connections] = client;
}

// Returns the milliseconds until the next pause ends, rounded up, or -1.
static int wake_the_rested(void) {
    while (count_resting > 0) {
        struct client *client = resting[first_resting];
        int64_t left = client->since - now();
        if (client->state == RESTING && left > 0) return (int)(left / 1000000 + 1);
        first_resting = (first_resting + 1) % connections;
        count_resting--;
        if (client->state == RESTING) ask(client);
    }
    return -1;
}

static void answered(struct client *client) {
    bool greeting = client->state == GREETING;
    if (greeting) greeted++;
    if (work == CONNECTIONS) {
        done(client);
        close(client->socket);
        dial(client);
    } else if (work == EXCHANGE) {
        if (!greeting) done(client);
        rest(client);
    }
}

static void transfer_up(struct client *client) {
    for (int i = 0; i < CHUNKS_AT_ONCE; i++) {
        ssize_t sent = send(client->socket, chunk, CHUNK, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN) lost(client);
            return;
        }
        bytes += sent;
    }
}

static void hear(struct client *client) {
    ssize_t length = recv(client->socket, chunk, CHUNK, 0);
    if (length < 0 && errno == EAGAIN) return;
    if (length <= 0) {
        lost(client);
        return;
    }
    bytes += length;
    if (client->state == TRANSFER) return;
    client->awaited -= (size_t)length < client->awaited ? (size_t)length : client->awaited;
    if (client->awaited == 0) answered(client);
}

static void go_on(struct client *client) {
    if (client->state == CONNECTING) greet(client);
    else if (work == UPLOAD) transfer_up(client);
    else hear(client);
}

static int percentile(double share) {
    int64_t total = 0, seen = 0;
    for (int i = 0; i <= SLOWEST; i++) total += latencies[i];
    for (int i = 0; i <= SLOWEST; i++) {
        seen += latencies[i];
        if (total > 0 && seen >= share * total) return i;
    }
    return 0;
}

static void say(const char *word) {
    puts(word);
    fflush(stdout);
}

static void serve_clients(int milliseconds) {
    struct epoll_event events[EVENTS];
    int pause = wake_the_rested();
    int count = epoll_wait(poller, events, EVENTS, pause >= 0 && pause < milliseconds ? pause : milliseconds);
    for (int i = 0; i < count; i++) go_on(events[i].data.ptr);
}

static void run(double warm, double seconds) {
    // A hundred at a time: no listener's backlog is asked for more.
    struct client *clients = calloc(connections, sizeof *clients);
    resting = calloc(connections, sizeof *resting);
    int64_t patience = now() + PATIENCE * INT64_C(1000000000);
    for (int opened = 0; greeted < connections && !(work == CONNECTIONS && opened == connections);) {
        for (; opened < connections && opened - greeted < 100; opened++) dial(&clients[opened]);
        serve_clients(100);
        errno = 0;
        if (now() > patience) fail("%ld of %d connections were served within %d s", greeted, connections, PATIENCE);
    }
    if (work == IDLE) {
        say("begin");
        char end;
        while (read(STDIN_FILENO, &end, 1) > 0) {}
        return;
    }
    for (int64_t end = now() + (int64_t)(warm * 1e9); now() < end;) serve_clients(10);
    operations = bytes = failures = 0;
    memset(latencies, 0, sizeof latencies);
    say("begin");
    int64_t begin = now(), end = begin + (int64_t)(seconds * 1e9);
    while (now() < end) serve_clients(10);
    printf("%ld %ld %ld %ld %d %d %d %d\n", operations, (long)bytes, (long)(now() - begin), failures, percentile(.5),
           percentile(.9), percentile(.99), percentile(.999));
}

static void read_hello(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file) fail("%s", name);
    hello_length = fread(hello, 1, sizeof hello, file);
    fclose(file);
}

int main(int count, char **arguments) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    signal(SIGPIPE, SIG_IGN);
    poller = epoll_create1(0);

    if (count == 3 && !strcmp(arguments[1], "backend")) {
        backend(atoi(arguments[2]));
        return 0;
    }
    while (count >= 7 && work < WORKS && strcmp(arguments[1], names[work])) work++;
    errno = 0;
    if (count < 7 || work == WORKS) fail("see the head of load.c for the arguments");
    port = atoi(arguments[2]);
    connections = atoi(arguments[3]);
    read_hello(arguments[6]);
    size = count > 7 ? strtoul(arguments[7], NULL, 10) : 0;
    pause_nanos = count > 8 ? atol(arguments[8]) * 1000 : 0;
    if (connections < 1 || size > CHUNK || (work == EXCHANGE && size < 1)) fail("not a number that is possible");
    run(atof(arguments[4]), atof(arguments[5]));
    return 0;
}
