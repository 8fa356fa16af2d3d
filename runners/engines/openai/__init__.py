"""The `openai` engine: any server that speaks OpenAI's chat completions.

* `jagbench.runners.engines.openai.engine`: what the drive loop sees, and the way of one question,
* `jagbench.runners.engines.openai.settings`: the arguments, checked before anything is asked,
* `jagbench.runners.engines.openai.address`: `NAME@URL`,
* `jagbench.runners.engines.openai.secrets`: keys, and how they are kept out of everything that is written,
* `jagbench.runners.engines.openai.connection`: one exchange over HTTP, bounded in time and size,
* `jagbench.runners.engines.openai.faults`: what an exchange that went wrong means,
* `jagbench.runners.engines.openai.waits`: how long to wait before it is tried again,
* `jagbench.runners.engines.openai.pace`: how many questions are under way at once, and how many a minute,
* `jagbench.runners.engines.openai.server`: what a server tells of itself and its model,
* `jagbench.runners.engines.openai.dialects`: what each kind of server is sent,
* `jagbench.runners.engines.openai.switches`: how each is told whether to think,
* `jagbench.runners.engines.openai.scores`: how likely given replies are,
* `jagbench.runners.engines.openai.completions`: what a server's answer says, and how the reply ended.
"""

from jagbench.runners.engines.openai.address import Address, parse_address
from jagbench.runners.engines.openai.engine import OpenAI, open_openai
from jagbench.runners.engines.openai.secrets import KEY
from jagbench.runners.engines.openai.settings import OpenAISettings

__all__ = ["KEY", "Address", "OpenAI", "OpenAISettings", "open_openai", "parse_address"]
