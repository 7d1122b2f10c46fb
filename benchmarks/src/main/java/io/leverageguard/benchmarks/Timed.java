package io.leverageguard.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Passes over all frames, by the thread's processor time: what else runs does not count. */
final class Timed {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int frames;
    private final Runnable pass;
    private final List<Double> speeds = new ArrayList<>();
    private double bytes;

    /** A pass that goes over so many frames. */
    Timed(int frames, Runnable pass) {
        this.frames = frames;
        this.pass = pass;
    }

    /** One pass. */
    void round(boolean measured) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long begun = THREADS.getCurrentThreadCpuTime();
        pass.run();
        long taken = THREADS.getCurrentThreadCpuTime() - begun;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        if (measured) {
            speeds.add(1e9 * frames / taken);
            bytes = (double) allocated / frames;
        }
    }

    /** Median frames per second. */
    double speed() {
        return speeds.stream().sorted().toList().get(speeds.size() / 2);
    }

    /** Bytes allocated per frame. */
    double bytes() {
        return bytes;
    }
}
