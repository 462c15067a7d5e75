"""The simulator behind `deskmark demo`: a made-up desk that leaves export files as real ones do."""
