package dev.footfall.cli;

import java.io.IOException;

final class OutputEndedException extends IOException {
    private static final long serialVersionUID = 1L;
}
