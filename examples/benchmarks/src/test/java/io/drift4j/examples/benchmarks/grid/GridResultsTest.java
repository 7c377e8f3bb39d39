package io.drift4j.examples.benchmarks.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A grid that was stopped goes on where it was. */
class GridResultsTest {

  private record Named(String cell, String text) implements GridResult {

    static Named parse(String line) {
      return new Named(
          line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1));
    }

    @Override
    public String line() {
      return cell + "\t" + text;
    }
  }

  @TempDir private Path folder;

  private GridResults<Named> results() throws IOException {
    return GridResults.of(folder.resolve("results.txt"), Named::parse);
  }

  private List<String> simulated(List<String> cells)
      throws IOException, ExecutionException, InterruptedException {
    List<String> simulated = Collections.synchronizedList(new ArrayList<>());
    GridWorkers.simulate(
        cells,
        cell -> cell,
        results(),
        cell -> {
          simulated.add(cell);
          return new Named(cell, "of " + cell);
        });
    return simulated;
  }

  @Test
  void onlyWhatIsNotDoneIsSimulated() throws Exception {
    assertThat(simulated(List.of("a", "b"))).containsExactlyInAnyOrder("a", "b");
    assertThat(simulated(List.of("a", "b", "c"))).containsExactly("c");
    assertThat(results().get("b")).isEqualTo(new Named("b", "of b"));
  }

  @Test
  void aLineThatWasNotFinishedIsSimulatedAgain() throws Exception {
    simulated(List.of("a"));
    Files.writeString(folder.resolve("results.txt"), "b\tof", StandardOpenOption.APPEND);
    assertThat(simulated(List.of("a", "b"))).containsExactly("b");
    assertThat(results().get("b")).isEqualTo(new Named("b", "of b"));
  }

  @Test
  void everyRunOfEveryCellHasASeedOfItsOwn() {
    List<Long> seeds = new ArrayList<>();
    for (int run = 0; run < 1_000; run++) {
      seeds.add(GridSeed.of("a", run));
      seeds.add(GridSeed.of("b", run));
    }
    assertThat(seeds).doesNotHaveDuplicates();
  }
}
