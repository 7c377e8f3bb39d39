package io.drift4j.examples.benchmarks.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Simulates the cells that are not done yet, in their order, and keeps what comes of each: two at a
 * time, or as many as {@code -Ddrift.grid.workers} says.
 */
public final class GridWorkers {

  private static final int WORKERS = 2;

  private GridWorkers() {}

  /**
   * Simulates cells.
   *
   * @param <C> the kind of cell
   * @param <R> what comes of it
   * @param cells all that are wanted
   * @param name of a cell in the results
   * @param results those that are done, and then all
   * @param simulate a cell
   * @throws InterruptedException if it is interrupted
   * @throws ExecutionException if a cell fails
   */
  public static <C, R extends GridResult> void simulate(
      List<C> cells, Function<C, String> name, GridResults<R> results, Function<C, R> simulate)
      throws InterruptedException, ExecutionException {
    ExecutorService workers =
        Executors.newFixedThreadPool(Integer.getInteger("drift.grid.workers", WORKERS));
    try {
      List<Future<?>> all = new ArrayList<>();
      for (C cell : cells) {
        if (results.get(name.apply(cell)) == null) {
          all.add(workers.submit(() -> simulate(cell, results, simulate)));
        }
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static <C, R extends GridResult> void simulate(
      C cell, GridResults<R> results, Function<C, R> simulate) {
    long start = System.nanoTime();
    R result = simulate.apply(cell);
    try {
      results.add(result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.err.println((System.nanoTime() - start) / 1_000_000 + " ms  " + result.cell());
  }
}
