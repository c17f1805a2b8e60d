/** The common part of every HTTP server of the house. */
@NullMarked
package dev.footfall.web;

import org.jspecify.annotations.NullMarked;
