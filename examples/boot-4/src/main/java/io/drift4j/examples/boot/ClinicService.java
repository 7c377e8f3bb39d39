package io.drift4j.examples.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service of some clinics, which file claims with insurers. */
@SpringBootApplication
public class ClinicService {

  public static void main(String[] args) {
    SpringApplication.run(ClinicService.class, args);
  }
}
