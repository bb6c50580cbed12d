package holdfast.server;

import holdfast.server.net.Listener;
import holdfast.sessions.SystemSessionClock;
import io.netty.channel.EventLoopGroup;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one server.
 *
 * @param encoders draw frames, one thread for each core
 * @param handshakes are apart from the encoders: a flood of them does not keep frames waiting
 * @param tasks everything that may wait for files or processes, each on a virtual thread
 * @param clock what is to happen later to sessions
 * @param loops read from and write to the connections
 */
record Workers(
        ExecutorService encoders,
        ExecutorService handshakes,
        ExecutorService tasks,
        SystemSessionClock clock,
        EventLoopGroup loops) {

    /**
     * Starts them all.
     *
     * @param closers gets what ends each of them
     */
    static Workers start(Deque<Runnable> closers) {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService encoders =
                Executors.newFixedThreadPool(
                        cores, Thread.ofPlatform().name("encoder-", 1).daemon().factory());
        closers.push(encoders::shutdown);
        ExecutorService handshakes =
                Executors.newFixedThreadPool(
                        Math.clamp(cores / 2, 1, 4),
                        Thread.ofPlatform().name("handshake-", 1).daemon().factory());
        closers.push(handshakes::shutdown);
        ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
        closers.push(tasks::shutdown);
        var clock = new SystemSessionClock();
        closers.push(clock::close);
        EventLoopGroup loops = Listener.loops(Math.clamp(cores, 1, 4));
        closers.push(() -> loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly());
        return new Workers(encoders, handshakes, tasks, clock, loops);
    }
}
