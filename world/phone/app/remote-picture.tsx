import { type ReactNode, useState } from "react";
import { Icon } from "./icons.tsx";

/** A picture from the business's message; a drawn stand-in where it cannot be loaded. The words beside it name it. */
export function RemotePicture({ url, className }: { readonly url: string; readonly className: string }): ReactNode {
  const [failed, setFailed] = useState(false);
  if (failed) {
    return (
      <span className="no-picture">
        <Icon name="image" size={30} />
      </span>
    );
  }
  return <img className={className} src={url} alt="" onError={() => setFailed(true)} />;
}
