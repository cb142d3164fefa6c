"""What the tests stand on: servers, fresh databases, a line that can be cut, a second opinion."""
