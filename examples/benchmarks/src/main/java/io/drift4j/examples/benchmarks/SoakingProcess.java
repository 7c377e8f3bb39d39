package io.drift4j.examples.benchmarks;

import io.drift4j.DriftRepository;
import io.drift4j.examples.benchmarks.SoakedDatabase.Place;
import io.drift4j.jdbc.DriftDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own that records runs of many customers, each on a thread of its own, until it
 * is killed. It says READY when every thread has recorded one.
 */
final class SoakingProcess {

  private SoakingProcess() {}

  static Process start(int customers, int firstRevision, List<Place> places) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SoakingProcess.class.getName());
    command.addAll(List.of(String.valueOf(customers), String.valueOf(firstRevision)));
    places.forEach(place -> command.addAll(List.of(place.url(), place.user(), place.password())));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the number of customers, the first revision, and the places
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    int customers = Integer.parseInt(arguments[0]);
    int firstRevision = Integer.parseInt(arguments[1]);
    List<Place> places = places(arguments);
    CountDownLatch recording = new CountDownLatch(customers);
    for (int i = 0; i < customers; i++) {
      Place place = places.get(i % places.size());
      String customer = "customer-" + i;
      new Thread(() -> record(place, customer, firstRevision, recording)).start();
    }
    recording.await();
    System.out.println("READY");
    Thread.sleep(Long.MAX_VALUE);
  }

  private static List<Place> places(String[] arguments) {
    List<Place> places = new ArrayList<>();
    for (int i = 2; i < arguments.length; i += 3) {
      places.add(new Place(arguments[i], arguments[i + 1], arguments[i + 2]));
    }
    return places;
  }

  private static void record(
      Place place, String customer, int firstRevision, CountDownLatch recording) {
    DriftRepository repository = DriftDatabase.on(Dawdling.on(place.dataSource())).repository();
    for (int revision = firstRevision; ; revision++) {
      try {
        SoakedRun.record(repository, customer, revision);
      } catch (RuntimeException e) {
        System.out.println("FAILED " + e);
      }
      recording.countDown();
    }
  }
}
