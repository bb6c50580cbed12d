package holdfast.client;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what really goes over the wire, under TLS. */
final class CountingSocket extends Socket {
    private final AtomicLong in = new AtomicLong();
    private final AtomicLong out = new AtomicLong();

    long bytesIn() {
        return in.get();
    }

    long bytesOut() {
        return out.get();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                CountingSocket.this.in.addAndGet(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                CountingSocket.this.in.addAndGet(Math.max(0, count));
                return count;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int value) throws IOException {
                super.out.write(value);
                CountingSocket.this.out.incrementAndGet();
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                super.out.write(source, offset, length);
                CountingSocket.this.out.addAndGet(length);
            }
        };
    }
}
