/** The common part of every HTTP server of the house. Knows no other package. */
@NullMarked
package dev.footfall.web;

import org.jspecify.annotations.NullMarked;
