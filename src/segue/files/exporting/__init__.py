"""CSV out: chosen tables, a file each, all of one moment, with a manifest beside them."""
