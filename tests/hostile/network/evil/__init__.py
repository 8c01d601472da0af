"""An independent TLS 1.3 peer: well-behaved unless a hook tells it otherwise. Read next: wire.py, then conversation.py."""
